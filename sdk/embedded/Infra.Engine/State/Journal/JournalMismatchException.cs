using Infra.Engine.State.Checkpoints;

namespace Infra.Engine.State.Journal;

/// <summary>A journal continues another version of the state file than the one beside it.</summary>
internal sealed class JournalMismatchException()
    : StateFormatException(
        "it continues another version of the state file than the one beside it: something else saved the stack after the run that was interrupted"
    );
