const handler = async () => 'default';

export default handler;
