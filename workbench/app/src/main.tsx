import { createRoot } from "react-dom/client";
import { App } from "./app";
import "./app.css";

const root = document.getElementById("root");
if (root === null) throw new Error("no #root");
createRoot(root).render(<App />);
