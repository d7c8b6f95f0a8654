namespace NATS.Client.Core;

/// <summary>A value, or the exception that came instead.</summary>
public readonly struct NatsResult<T>
{
    private readonly T? value;
    private readonly Exception? error;

    public NatsResult(T value) => this.value = value;

    public NatsResult(Exception error) => this.error = error;

    /// <exception cref="InvalidOperationException">There is an error instead.</exception>
    public T Value => value ?? throw new InvalidOperationException("Result value is not set", error);

    /// <exception cref="InvalidOperationException">There is a value instead.</exception>
    public Exception Error => error ?? throw new InvalidOperationException("Result error is not set");

    public bool Success => error is null;

    public static implicit operator NatsResult<T>(T value) => new(value);

    public static implicit operator NatsResult<T>(Exception error) => new(error);
}
