import { GET as getFile } from '../route'

type Context = { params: Promise<{ token: string; name: string }> }

/** The same with the file's own name at the end, from which models tell its type; any name will do. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return getFile(request, { params: params.then(({ token }) => ({ token })) })
}
