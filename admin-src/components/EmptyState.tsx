import type { ReactNode } from 'react';

interface Props {
	title: string;
	text: string;
	children?: ReactNode;
}

export function EmptyState( { title, text, children }: Props ) {
	return (
		<div className="callboard-empty">
			<h2>{ title }</h2>
			<p>{ text }</p>
			{ children }
		</div>
	);
}
