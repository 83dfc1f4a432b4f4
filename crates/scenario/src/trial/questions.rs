//! Questions without a name, and their answers.

use tenderseal_rules::{
    ContractId, Error, Event, TenderEvent,
    messages::{Answer, Ask, CancelReason},
    tender::{Cell, Question, Stage},
};

use super::Trial;
use crate::{OpenChain, Refusal, plan};

impl<C: OpenChain> Trial<C> {
    pub(super) fn questions(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.published()?;
        let schedule = self.house.schedule(tender)?;
        let first = self.asked(tender, 0)?;
        self.refused_question(tender, &first, Error::QuestionTaken);
        self.answers(tender)?;

        self.house.chain.advance_to(schedule.questions_until() - 1);
        self.asked(tender, 2)?;
        let late = self.house.question(tender, "能否安排现场踏勘?");
        for now in [schedule.questions_until(), schedule.questions_until() + 1] {
            self.house.chain.advance_to(now);
            assert_eq!(self.house.stage(tender), Ok(Stage::Bidding));
            self.refused_question(tender, &late, Error::QuestionsClosed);
        }
        // Answers are given until the deadline, not a second longer.
        self.house.chain.advance_to(schedule.deadline - 1);
        let answer = self.house.answering(tender, 2, "可以。")?;
        let twice = answer.clone();
        self.house.act(&cast.director, tender, &answer)?;
        for now in [schedule.deadline, schedule.deadline + 1] {
            self.house.chain.advance_to(now);
            self.refused_question(tender, &late, Error::TooLate);
            self.refused(&cast.officer, tender, &twice, Error::TooLate);
        }
        self.questions_until_the_deadline()?;
        self.questions_of_the_cancelled()
    }

    /// Somebody asks: number, event and cell are as they should be.
    fn asked(&mut self, tender: ContractId, question: u32) -> Result<Ask, Refusal> {
        let act = self.house.question(tender, "质保期从何时起算?");
        let events = self.house.chain.call(tender, &act.call())?;
        let hash = act.question;
        assert_eq!(events, [Event::Tender(TenderEvent::QuestionAsked { question, hash })]);
        let stored: Question = self.house.read(tender, &Cell::Question(question))?;
        let asked_at = self.house.chain.now();
        assert_eq!(stored, Question { hash, asked_at, answer: None });
        assert_eq!(self.house.state(tender)?.questions, question + 1);
        Ok(act)
    }

    /// One question is asked: who may answer it, and how often.
    fn answers(&mut self, tender: ContractId) -> Result<(), Refusal> {
        let cast = self.house.cast();
        // An officer who acted before, so that an old nonce can be tried.
        self.house.ask(tender, "投标文件用何种语言?")?;
        let other = self.house.answering(tender, 1, "中文。")?;
        self.house.act(&cast.officer, tender, &other)?;

        let act = self.house.answering(tender, 0, "自验收合格之日起算。")?;
        for question in [2, u32::MAX] {
            let unknown = Answer { question, ..act.clone() };
            self.refused(&cast.officer, tender, &unknown, Error::UnknownQuestion);
        }
        self.only_buyer(&cast.officer, &cast.approver, tender, &act);
        let events = self.house.act(&cast.officer, tender, &act)?;
        let Answer { question, answer } = act;
        let officer = cast.officer.person;
        let told = TenderEvent::QuestionAnswered { question, answer, officer };
        assert_eq!(events, [Event::Tender(told)]);
        let stored: Question = self.house.read(tender, &Cell::Question(question))?;
        assert_eq!(stored.answer, Some(answer));
        for officer in [&cast.officer, &cast.director] {
            self.refused(officer, tender, &act, Error::AlreadyAnswered);
        }
        Ok(())
    }

    /// Without a time of their own, questions end with the bids.
    fn questions_until_the_deadline(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let mut publication = plan(&cast, self.house.chain.now());
        publication.schedule.questions = 0;
        let tender = self.house.publish(publication)?;
        let deadline = self.house.schedule(tender)?.deadline;
        self.house.chain.advance_to(deadline - 1);
        let asked = self.asked(tender, 0)?;
        self.house.chain.advance_to(deadline);
        self.refused_question(tender, &asked, Error::TooLate);
        Ok(())
    }

    fn questions_of_the_cancelled(&mut self) -> Result<(), Refusal> {
        let cast = self.house.cast();
        let tender = self.published()?;
        let asked = self.asked(tender, 0)?;
        let answer = self.house.answering(tender, 0, "不再答复。")?;
        self.house.cancel(tender, CancelReason::NoNeed)?;
        self.refused_question(tender, &asked, Error::Ended);
        self.refused(&cast.officer, tender, &answer, Error::Ended);
        Ok(())
    }

    fn refused_question(&mut self, tender: ContractId, act: &Ask, error: Error) {
        self.refused_call(Ask::MESSAGE, tender, &act.call(), error);
    }
}
