import * as z from 'zod/mini'

const email = z.string().check(z.trim(), z.toLowerCase(), z.email(), z.maxLength(254))
const password = z.string().check(z.minLength(8), z.maxLength(128))

export const signInSchema = z.object({ email, password: z.string().check(z.minLength(1), z.maxLength(128)) })

export const setUpSchema = z.object({
  token: z.string().check(z.maxLength(64)),
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(80)),
  email,
  password,
})
