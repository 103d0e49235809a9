export interface ErrorItem {
	message: string;
	errorCode: string;
	fields?: string[];
	/** What a duplicate rule found (§2.6). */
	duplicateResult?: unknown;
}

/** A refusal in Salesforce's own shape: status and an array of {message, errorCode, fields?} (§7.2). */
export class ApiError extends Error {
	constructor(
		readonly status: number,
		readonly items: ErrorItem[],
		readonly headers: Record< string, string > = {}
	) {
		super( items[ 0 ]?.message ?? 'error' );
		this.name = 'ApiError';
	}
}

export const refuse = ( status: number, errorCode: string, message: string, fields?: string[] ): ApiError =>
	new ApiError( status, [ fields ? { message, errorCode, fields } : { message, errorCode } ] );

export const badRequest = ( errorCode: string, message: string, fields?: string[] ): ApiError => refuse( 400, errorCode, message, fields );

export const notFound = ( message = 'The requested resource does not exist' ): ApiError => refuse( 404, 'NOT_FOUND', message );

export const invalidSession = (): ApiError =>
	new ApiError(
		401,
		[
			{
				message: 'Session expired or invalid',
				errorCode: 'INVALID_SESSION_ID',
			},
		],
		{ 'WWW-Authenticate': 'Token' }
	);
