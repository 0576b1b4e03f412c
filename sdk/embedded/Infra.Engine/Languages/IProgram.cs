namespace Infra.Engine.Languages;

/// <summary>A user's program.</summary>
internal interface IProgram
{
    /// <summary>Makes the program ready to start; throws with its compiler's errors.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Runs the program to its end.</summary>
    /// <param name="address">Where the engine listens.</param>
    /// <param name="cancellationToken">Asks the program to end, and kills it after a grace.</param>
    Task<ProgramResult> RunAsync(string address, CancellationToken cancellationToken);
}
