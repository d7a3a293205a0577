module.exports = { main: async () => 'literal', text: 'a, b: {', other() {} };
