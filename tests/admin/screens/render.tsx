import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { NavigationContext, SayContext } from '../../../admin-src/store/contexts';

/** A screen as the settings page renders it; answers what it said and where it went. */
export function renderScreen( screen: ReactNode, view: { path: string; query: Record< string, string > } = { path: '/', query: {} } ) {
	const said: string[] = [];
	const went: string[] = [];
	const rendered = render(
		<NavigationContext.Provider value={ { view, navigate: ( path ) => went.push( path ) } }>
			<SayContext.Provider value={ ( text ) => said.push( text ) }>{ screen }</SayContext.Provider>
		</NavigationContext.Provider>
	);
	return { ...rendered, said, went };
}
