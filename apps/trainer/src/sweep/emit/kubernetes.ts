import type { SweepFolder } from "../sweep-folder.js";
import type { EmitOptions } from "./emit-options.js";

/** Where the volume of sweeps is in a container. */
const MOUNT = "/sweeps";

/**
 * An Indexed Job with a completion for each run, as YAML, of which JSON is a part.
 * https://kubernetes.io/docs/concepts/workloads/controllers/job/#completion-mode
 */
export function kubernetesJob({ runs }: SweepFolder, name: string, { threads, words }: EmitOptions): string {
  const command = ["genlab", "sweep", `${MOUNT}/${name}`, "--only", "$(JOB_COMPLETION_INDEX)", ...words];
  return `# "image" has Node and genlab; the claim "sweeps" is a volume that holds the folder "${name}", and the data of its runs.
apiVersion: batch/v1
kind: Job
metadata:
  name: ${resourceName(name)}
spec:
  completionMode: Indexed
  completions: ${runs.length}
  parallelism: ${runs.length}
  backoffLimitPerIndex: 3
  template:
    spec:
      restartPolicy: Never
      terminationGracePeriodSeconds: 60
      containers:
        - name: genlab
          image: genlab
          command: ${JSON.stringify(command)}
          resources:
            requests:
              cpu: ${threads}
          volumeMounts:
            - name: sweeps
              mountPath: ${MOUNT}
      volumes:
        - name: sweeps
          persistentVolumeClaim:
            claimName: sweeps
`;
}

/** RFC 1123: small letters, digits and hyphens, 63 at most, of which the numbers of pods need some. */
const resourceName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 50)
    .replaceAll(/^-+|-+$/g, "") || "sweep";
