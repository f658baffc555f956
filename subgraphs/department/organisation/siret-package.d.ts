declare module 'siret' {
  const siret: { isSIRET(number: string): boolean; isSIREN(number: string): boolean };
  export default siret;
}
