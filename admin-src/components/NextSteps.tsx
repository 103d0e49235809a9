/** What a person can do about it. */
export function NextSteps( { actions }: { actions: string[] } ) {
	return actions.length === 0 ? null : (
		<ul className="callboard-actions">
			{ actions.map( ( action ) => (
				<li key={ action }>{ action }</li>
			) ) }
		</ul>
	);
}
