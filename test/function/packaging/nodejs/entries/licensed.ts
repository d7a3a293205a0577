/*! A license that esbuild keeps: it ends * up / behind the exports. */
//! And one in a line of its own.
export const handler = async (): Promise<string> => 'https://example.com';
