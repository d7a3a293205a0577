export const own = 1;

// Beside the exports of the module: CommonJS all the same.
exports.handler = async () => 'assigned';
