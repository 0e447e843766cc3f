// The page begins here. The house's style comes first, so that a view's own may differ from it.
import "./style/page.scss";
import { render } from "preact";
import { Frame } from "./app/frame";
import { askWho } from "./app/session";

const root = document.getElementById("page");
if (root) render(<Frame />, root);
void askWho();
