const handler = async () => 1;
Object.assign(handler, { handler });
module.exports = handler;
