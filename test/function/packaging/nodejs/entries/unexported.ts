const handler = async (): Promise<string> => 'nobody hears';

console.log(handler.name);
