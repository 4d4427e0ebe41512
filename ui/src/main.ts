// Starts the window.
import { mount } from "svelte";

import App from "./App.svelte";
import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/report.css";

export default mount(App, { target: document.getElementById("app")! });
