// What an element of a drawing becomes in the bundle (bundle.mjs): a plain call, which is a kilobyte less to send than the
// compiler's own. The type checker knows elements by tsconfig.json.
export { h as element, Fragment as elements } from "preact";
