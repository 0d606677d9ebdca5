/**
 * A file that comes with the page.
 *
 * @throws Error that says why it could not be fetched
 */
export async function fetched(name: string): Promise<Response> {
  const response = await fetch(name);
  if (!response.ok) throw new Error(`${name}: HTTP ${response.status}`);
  return response;
}
