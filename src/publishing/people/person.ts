/** Someone who may sign in: they see the desk and may change what is followed. */
export interface Person {
  readonly id: string
  readonly name: string
  readonly email: string
}
