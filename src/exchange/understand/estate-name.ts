/** Any words may be read as an estate: only what ends as estates' names do is taken from a sheet's name or a dividing line. */
export function isEstateName(text: string): boolean {
  return (
    text.length <= 12 &&
    /\p{Script=Han}(?:小区|花园|新村|公寓|苑|园|家园|新区|城|府|庄|村|里|坊|庭|湾|郡|邸|轩|阁|居|大厦|广场|小镇|花苑)$/u.test(text)
  );
}
