import * as module from "./full.js";
import { service } from "./service.js";

const answer = service(module);
self.onmessage = async (event) => self.postMessage(await answer(event.data));
