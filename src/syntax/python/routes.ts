/** The paths that a file of FastAPI, Starlette or Flask answers. */
export interface Routes {
  /** The paths of its routes as they are written; a router may put something before them. */
  readonly paths: readonly string[];
  /** Something adds routes in a way that is not followed. */
  readonly open: boolean;
}

const decorator =
  /^[ \t]*@[ \t]*[A-Za-z_][\w.]*\.(?:get|post|put|delete|patch|head|options|trace|route|api_route|websocket)[ \t]*\(/gm;
const adder = /\.(?:add_api_route|add_url_rule|add_route|add_api_websocket_route)[ \t]*\(/g;
const middlewares =
  /\badd_middleware[ \t]*\(\s*(?!(?:CORS|GZip|TrustedHost|Session|HTTPSRedirect)Middleware\b)/;
const hidden =
  /\.(?:mount|add_resource|add_namespace|include_routes|errorhandler|exception_handler|add_exception_handler|before_request|before_app_request)[ \t]*\(|\b(?:mount_gradio_app|StaticFiles|WSGIMiddleware|Mount|Route|cbv|Instrumentator|FastApiMCP|add_routes|DispatcherMiddleware|MethodView|ConnexionMiddleware)[ \t]*\(|@[ \t]*[\w.]+\.middleware\b/;

const mostRoutes = 400;

/** The routes of a Python file; undefined when it uses none of these frameworks. */
export const readRoutes = (text: string, masked: string): Routes | undefined => {
  if (!/\b(?:fastapi|flask|starlette)\b/.test(masked)) return undefined;
  const paths: string[] = [];
  let open = hidden.test(masked) || middlewares.test(masked);
  for (const pattern of [decorator, adder])
    for (const { 0: whole, index } of masked.matchAll(pattern)) {
      if (paths.length >= mostRoutes) return { paths, open: true };
      const path = /^\s*(?:path\s*=\s*)?(["'])([^"'\\\n]*)\1/.exec(
        text.slice(index + whole.length),
      )?.[2];
      if (path === undefined || /:path\b|path:/.test(path)) open = true;
      else paths.push(path);
    }
  return { paths, open };
};

const pathLiteral = /(["'])(\/[^"'\s\\]*)\1/g;

/** All string literals of a text that begin with a slash, each once; undefined when there are too many. */
export const pathLiterals = (text: string): readonly string[] | undefined => {
  const found = new Set<string>();
  for (const [, , path = ''] of text.matchAll(pathLiteral)) {
    found.add(path);
    if (found.size > mostRoutes) return undefined;
  }
  return [...found];
};
