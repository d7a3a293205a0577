const handler = async (): Promise<string> => 'not exported';

console.log(handler.name);
