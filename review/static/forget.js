// Logging out clears what was typed and not saved: the next person at this machine must not see it.
import { forgetAll } from "./drafts.js";

forgetAll();
