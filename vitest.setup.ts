import { env } from "@tensorflow/tfjs-core";

// silences the cpu backend's advertisement
env().set("IS_TEST", true);
