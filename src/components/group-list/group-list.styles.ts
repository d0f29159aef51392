import { type CSSResult, css } from 'lit';

export const groupListStyles: CSSResult = css`
  .col-members { font-variant-numeric: tabular-nums; }
  @container (min-width: 640px) {
    .col-members { inline-size: 104px; }
    .col-made { inline-size: 168px; }
    .col-enabled { inline-size: 96px; }
    .col-action { inline-size: 200px; }
  }
`;
