/** What base64 stands for, a character for each byte: browsers and Node have it, and no library that is named here says so. */
declare const atob: (text: string) => string;
