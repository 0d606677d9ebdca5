/** What the site has, in the order in which one reads it. */
export const sidebar = [
  {
    text: "Begin",
    items: [
      { text: "What it is", link: "/" },
      { text: "Start here", link: "/start" },
      { text: "Concepts", link: "/concepts" },
      { text: "Models", link: "/models" },
      { text: "Recipes", link: "/recipes" },
      { text: "Beside other libraries", link: "/comparison" },
      { text: "Where it was tried", link: "/tried-with" },
    ],
  },
  {
    text: "Your own",
    items: [
      { text: "Networks, losses, models, loops", link: "/your-own" },
      { text: "Keep, load and serve a model", link: "/keep-a-model" },
      { text: "From PyTorch", link: "/from-pytorch" },
      { text: "From Keras and tfjs-layers", link: "/from-keras" },
    ],
  },
  {
    text: "What computes",
    items: [
      { text: "Engines", link: "/engines" },
      { text: "Performance", link: "/performance" },
      { text: "Second order", link: "/gradients" },
      { text: "TensorFlow's own library", link: "/tensorflow" },
    ],
  },
  {
    text: "Command line and page",
    items: [
      { text: "genlab", link: "/apps/trainer" },
      { text: "The demo", link: "/apps/demo" },
    ],
  },
  {
    text: "Packages",
    collapsed: true,
    items: [
      ..."genlab vae gan hybrid ae networks layers losses optim trainers data metrics zoo core base safetensors".split(
        " ",
      ),
      ..."backends graph onnx tensorflow wasm webgpu".split(" "),
    ].map((name) => ({ text: name === "genlab" ? name : `@genlab/${name}`, link: `/packages/${name}` })),
  },
  {
    text: "Measured",
    items: [
      { text: "Experiments", link: "/reproduce" },
      { text: "Benchmarks", link: "/benchmarks" },
    ],
  },
  {
    text: "Inside",
    collapsed: true,
    items: [
      { text: "Architecture", link: "/architecture" },
      { text: "Adding a model", link: "/adding-a-model" },
      { text: "Dependencies", link: "/dependencies" },
      { text: "Decisions", link: "/decisions/" },
      { text: "Contributing", link: "/contributing" },
    ],
  },
];
