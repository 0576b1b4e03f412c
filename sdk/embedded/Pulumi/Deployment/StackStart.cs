namespace Pulumi.Deployments;

/// <summary>Creates the stack of a program in one of three ways.</summary>
internal static class StackStart
{
    public static async Task FromFunction(
        Func<Task<IDictionary<string, object?>>> create,
        StackOptions? options
    )
    {
        var stack = new Stack(create, options);
        await stack.Outputs.State.ConfigureAwait(false);
    }

    public static Task FromClass<TStack>()
        where TStack : Stack, new()
    {
        new TStack().RegisterProperties();
        return Task.CompletedTask;
    }

    public static Task FromServices<TStack>(IServiceProvider services)
        where TStack : Stack
    {
        ArgumentNullException.ThrowIfNull(services);
        var stack =
            services.GetService(typeof(TStack)) as TStack
            ?? throw new RunException(
                $"The service provider has no {typeof(TStack).Name}. Register it as a transient service."
            );
        stack.RegisterProperties();
        return Task.CompletedTask;
    }
}
