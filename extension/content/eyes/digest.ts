/** A short digest (FNV-1a): tells whether two pictures are the same one, and nothing about where they are from. */
export function digest(address: string): string {
  const text = address.length > 300 ? `${address.length}${address.slice(0, 150)}` + address.slice(-150) : address;
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}
