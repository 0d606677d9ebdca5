export * from "@genlab/data/node";
export * from "@genlab/trainers/node";
