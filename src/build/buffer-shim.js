export const Buffer = { from: (text) => new TextEncoder().encode(text) };
