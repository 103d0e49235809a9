/** What the org as a whole lets in; some of it is off in new orgs (§1.4). */
export interface SignInPolicy {
	/** Username and password at the token endpoint. */
	passwordFlow: boolean;
	/** SOAP `login()`. */
	soapLogin: boolean;
	/** An edition with the API (§7.2). */
	api: boolean;
}

export const openPolicy = (): SignInPolicy => ( { passwordFlow: true, soapLogin: true, api: true } );
