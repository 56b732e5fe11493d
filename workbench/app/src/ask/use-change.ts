import { useMutation } from "@tanstack/react-query";
import { asHubError, type HubError } from "./problems";

export interface ChangeNow<Input> {
  readonly changing: boolean;
  /** Why the last change was not made. */
  readonly error: HubError | null;
  readonly change: (input: Input) => void;
  /** Forgets the error. */
  readonly reset: () => void;
}

/** A change at the hub, made on a click. It goes on when the page is left: given up halfway, it may or may not have been made. */
export function useChange<Input = void>(make: (input: Input) => Promise<void>): ChangeNow<Input> {
  const { isPending, error, mutate, reset } = useMutation({ mutationFn: make });
  return { changing: isPending, error: error === null ? null : asHubError(error), change: mutate, reset };
}
