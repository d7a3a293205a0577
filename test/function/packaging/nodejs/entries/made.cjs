const make = (handler) => ({ handler });
const api = make(async () => 1);
module.exports = api;
