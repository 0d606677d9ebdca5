import type { Diagnosis } from "@genlab/trainers";

/** `doctor: since step 300 gradients vanish: in the phase "generator" …`, and what to try. */
export const describeDiagnosis = ({ since, title, evidence, remedy }: Diagnosis): string =>
  `doctor: since step ${since} ${title}: ${evidence}\n  to try: ${remedy}`;
