// The worker of a desk: the drafts live here, and messages go in and out.

import { Drafts } from "./drafts.js";

const drafts = new Drafts((message) => postMessage(message));
addEventListener("message", (event) => drafts.take(event.data));
