import type { PropsWithChildren } from 'hono/jsx'

export interface FieldProps {
  name: string
  label: string
  hint?: string
  /** What is wrong with what was entered, in words. */
  error?: string
}

export interface InputProps extends FieldProps {
  type?: 'text' | 'email' | 'password' | 'url' | 'search' | 'date' | 'time' | 'number'
  value?: string
  required?: boolean
  autocomplete?: string
  maxlength?: number
  minlength?: number
  placeholder?: string
  min?: number
  max?: number
  /** `own` where times.js is to put the reader's time zone in. */
  'data-zone'?: 'own'
}

/** A labelled line to fill in, with its hint and error tied to it for those who hear the page. */
export function Input(props: InputProps) {
  const { label, hint, error, name, type = 'text', ...rest } = props
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <Hint name={name} hint={hint} />
      <input id={name} name={name} type={type} {...rest} {...describedBy(props)} />
      <FieldError name={name} error={error} />
    </div>
  )
}

/** A labelled box for longer text. */
export function TextArea(
  props: FieldProps & { value?: string; required?: boolean; rows?: number; maxlength?: number },
) {
  const { label, hint, error, name, value, ...rest } = props
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <Hint name={name} hint={hint} />
      <textarea id={name} name={name} dir="auto" {...rest} {...describedBy(props)}>
        {value}
      </textarea>
      <FieldError name={name} error={error} />
    </div>
  )
}

export interface Choice {
  readonly value: string
  readonly label: string
}

/** A labelled list to choose one of. */
export function Select(props: FieldProps & { value?: string; choices: readonly Choice[] }) {
  return (
    <div class="field">
      <label for={props.name}>{props.label}</label>
      <Hint name={props.name} hint={props.hint} />
      <select id={props.name} name={props.name} {...describedBy(props)}>
        {props.choices.map((choice) => (
          <option value={choice.value} selected={choice.value === props.value}>
            {choice.label}
          </option>
        ))}
      </select>
      <FieldError name={props.name} error={props.error} />
    </div>
  )
}

/** A few choices shown at once, of which one holds. */
export function Radios(props: FieldProps & { value?: string; choices: readonly Choice[] }) {
  return (
    <fieldset class="field" {...describedBy(props)}>
      <legend>{props.label}</legend>
      <Hint name={props.name} hint={props.hint} />
      {props.choices.map((choice) => (
        <div class="choice">
          <input
            type="radio"
            id={`${props.name}-${choice.value}`}
            name={props.name}
            value={choice.value}
            checked={choice.value === props.value}
          />
          <label for={`${props.name}-${choice.value}`}>{choice.label}</label>
        </div>
      ))}
      <FieldError name={props.name} error={props.error} />
    </fieldset>
  )
}

/** A message above a form or page: `bad` for what went wrong, `good` for what was done. */
export function Notice({ kind, children }: PropsWithChildren<{ kind?: 'good' | 'bad' }>) {
  return (
    <div class={`notice ${kind ?? ''}`.trim()} role={kind === 'bad' ? 'alert' : 'status'}>
      {children}
    </div>
  )
}

function Hint({ name, hint }: { name: string; hint?: string }) {
  return hint ? (
    <p class="hint" id={`${name}-hint`}>
      {hint}
    </p>
  ) : null
}

function FieldError({ name, error }: { name: string; error?: string }) {
  return error ? (
    <p class="error" id={`${name}-error`}>
      {error}
    </p>
  ) : null
}

function describedBy({ name, hint, error }: FieldProps) {
  const ids = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ')
  return { 'aria-describedby': ids || undefined, 'aria-invalid': error ? ('true' as const) : undefined }
}
