import { env } from "@tensorflow/tfjs-core";

// silences the cpu backend's advertisement
env().set("PROD", true);
