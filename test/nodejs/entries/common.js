exports.handler = async () => 'CommonJS';
