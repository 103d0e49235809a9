export class OAuthError extends Error {
	constructor(
		readonly code: string,
		readonly description: string,
		readonly status = 400
	) {
		super( description );
		this.name = 'OAuthError';
	}
}
