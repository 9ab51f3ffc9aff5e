export interface AnswerTables {
  kept_answers: {
    person: string;
    key: string;
    digest: string;
    status: number;
    body: string;
    started_at: number;
  };
}
