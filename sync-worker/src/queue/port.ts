/** Where wake-ups wait for the worker’s one pair of hands. */
export interface Queue {
	/** Adds a job; a job that already waits under the same key is not added twice. */
	add( key: string, job: () => Promise< void > ): void;
	/** Resolves when nothing waits and nothing runs. */
	idle(): Promise< void >;
}
