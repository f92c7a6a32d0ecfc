declare module 'eld/extrasmall' {
  export interface LanguageResult {
    /** ISO 639-1, or '' when none was found. */
    readonly language: string
    isReliable(): boolean
  }
  const eld: { detect(text: string): LanguageResult }
  export default eld
}
