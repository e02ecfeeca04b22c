import * as module from "./index.js";
import { service } from "./service.js";

const answer = service(module);
self.onmessage = async (event) => self.postMessage(await answer(event.data));
