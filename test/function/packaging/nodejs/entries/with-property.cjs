const handler = async () => 1;
handler.handler = handler;
module.exports = handler;
