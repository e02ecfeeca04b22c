declare module "virtual:incidents" {
  interface Draft {
    body: string;
    [key: string]: unknown;
  }
  const incidents: { config: string; list: { name: string; rule: string; draft: Draft; mended: Draft }[] };
  export default incidents;
}
