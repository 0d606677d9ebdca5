import "@tensorflow/tfjs-backend-cpu";
import { enableProdMode } from "@tensorflow/tfjs-core";

// tfjs needs a backend to hold tensors on; what is slow on this one is compiled
enableProdMode(); // which advertises native backends otherwise
