const handler = async () => 1;

module.exports = handler;
