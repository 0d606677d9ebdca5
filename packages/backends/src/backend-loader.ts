/** How one backend is brought in: the app writes the import, so that a library never names an optional native package. */
export interface BackendLoader {
  /** What a person calls it: the name under which the package registers itself with tfjs, unless `backend` says otherwise. */
  readonly name: string;
  /** The tfjs backend to set, where that has another name. */
  readonly backend?: string;
  /** Imports the package that registers `name`; throws, with a reason a person understands, where it cannot run. */
  readonly load: (request: LoadRequest) => Promise<unknown>;
}

/** What a loader may want to know before it says yes. */
export interface LoadRequest {
  /** True when the user named this backend, false when it is tried because it comes next in the list. */
  readonly byName: boolean;
}
