/*! A license that esbuild keeps: it ends * up / behind the exports. */
//! And one on a separate line.
export const handler = async (): Promise<string> => 'https://example.com';
